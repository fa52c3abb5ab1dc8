"""What plugins of WordPress showed to some readers alone, and what only looks like that."""

import pytest

from newsgen.importers.wordpress.members import is_for_some

SOME = ["Free. [{0} level=2]Secret.[/{0}]", "<p>[{0}]Secret.[/{0}]</p>"]
UM_OFF = (
    'a:4:{s:26:"_um_custom_access_settings";b:0;s:14:"_um_accessible";s:1:"0";s:16:"_um_access_roles";a:1:'
    '{s:10:"subscriber";s:1:"0";}s:27:"_um_access_redirect_url";s:0:"";}'
)


@pytest.mark.parametrize(
    "name",
    """su_members swpm_protected pms-restrict arm_restrict_content wpmem_logged_in wlm_ismember ms-protect-content
    if_user_logged_in leaky_paywall hide_content is_subscriber access premium_content premium donors_only
    private""".split(),
)
@pytest.mark.parametrize("form", SOME)
def test_a_shortcode_around_a_text_for_some_is_told_by_its_name(form: str, name: str) -> None:
    assert is_for_some(form.format(name), {})


@pytest.mark.parametrize(
    "block",
    [
        "<!-- wp:jetpack/premium-content/container -->x<!-- /wp:jetpack/premium-content/container -->",
        "<!-- wp:jetpack/paywall -->\n<!-- /wp:jetpack/paywall -->x",
        "Free. <!-- wp:jetpack/paywall /-->x",
        "<!-- wp:memberpress/protected-content -->x<!-- /wp:memberpress/protected-content -->",
        "<!-- wp:pmpro/membership -->x<!-- /wp:pmpro/membership -->",
    ],
)
def test_a_block_around_a_text_for_some_is_told_by_its_name(block: str) -> None:
    assert is_for_some(block, {})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("_jetpack_newsletter_access", "paid_subscribers"),
        ("_jetpack_memberships_contains_paid_content", "1"),
        ("_memberful_acl", "a:1:{i:0;i:7;}"),
        ("ihc_mb_who", "reg"),
        ("_wpmem_block", "1"),
        ("um_content_restriction", UM_OFF.replace("b:0", "b:1").replace('s:1:"0"', 's:1:"2"', 1)),
        ("pms-content-restrict-user-status", "loggedin"),
        ("groups-read", "3"),
        ("_members_access_role", "subscriber"),
        ("rcp_user_level", "Subscriber"),
        ("patreon-level", "5"),
        ("members_only", "yes"),
        ("visibility", "members"),
        ("audience", "paid"),
        ("_wp_convertkit_post_meta", 'a:2:{s:4:"form";s:2:"-1";s:16:"restrict_content";s:9:"product_1";}'),
        ("_post_restrictions", 'a:1:{i:0;s:4:"gold";}'),
        ("_is_premium", "1"),
        ("_content_access", '{"who": "registered"}'),
        ("access_level", "gold"),
        ("require_login", "on"),
    ],
)
def test_meta_that_says_who_may_read_is_told_by_its_name(key: str, value: str) -> None:
    assert is_for_some("Text.", {key: value})


@pytest.mark.parametrize(
    "text",
    [
        "[accordion title='Access']x[/accordion]",
        "[team_member name='Jo']Her life.[/team_member]",
        "[et_pb_team_member name='Jo']Her life.[/et_pb_team_member]",
        "[email_protect]x[/email_protect] [not_logged_in]Sign in.[/not_logged_in]",
        "[remember]x[/remember] [accessibility]x[/accessibility] [premium_button]x[/premium_button]",
        "They [the members] restricted [sic] access. [member_login]",
        "<!-- wp:premium/accordion -->x<!-- /wp:premium/accordion -->",
        "<!-- wp:jetpack/subscriptions /--><!-- wp:paragraph --><p>Paywall</p><!-- /wp:paragraph -->",
        "<!-- wp:essential-blocks/team-member -->x<!-- /wp:essential-blocks/team-member -->",
        "<!-- wp:group -->members<!-- /wp:group -->",
    ],
)
def test_what_only_looks_like_a_part_for_some_holds_nothing_back(text: str) -> None:
    assert not is_for_some(text, {})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("_jetpack_newsletter_access", "everybody"),
        ("_jetpack_memberships_contains_paid_content", ""),
        ("_memberful_acl", "a:0:{}"),
        ("ihc_mb_who", "-1"),
        ("_wpmem_block", "0"),
        ("um_content_restriction", UM_OFF),
        ("pms-content-restrict-type", "default"),
        ("rcp_user_level", "All"),
        ("rcp_access_level", "None"),
        ("patreon-level", "0"),
        ("um_content_restriction", UM_OFF.replace('s:1:"0"', 's:1:"2"', 1).replace('s:0:""', 's:2:"/x"')),
        ("_wp_convertkit_post_meta", 'a:2:{s:4:"form";s:2:"-1";s:16:"restrict_content";s:1:"0";}'),
        ("_visibility", "visible"),
        ("_visibility", "a:1:{i:0;i:1;}"),
        ("_protected_by_captcha", "1"),
        ("_wc_memberships_force_public", "yes"),
        ("_wc_memberships_use_custom_content_restricted_message", "yes"),
        ("restricted_message", "Please sign in."),
        ("_accessibility_checked", "1"),
        ("_wp_rocket_access", "1"),
        ("_last_access", "2020-01-01"),
        ("_cache_access_control", "1"),
        ("instagram_access_token", "abc"),
        ("access_count", "12"),
        ("open_access", "1"),
        ("_copy_protection", "1"),
        ("member_role", "Editor"),
        ("team_member_access", "x"),
        ("_notify_subscribers", "1"),
        ("_yoast_wpseo_premium_content", "1"),
        ("_accordion", "open"),
        ("_wp_attachment_s3_acl", "public-read"),
        ("_content_access", '{"enabled": false}'),
    ],
)
def test_meta_that_only_sounds_alike_holds_nothing_back(key: str, value: str) -> None:
    assert not is_for_some("Text.", {key: value})


def test_names_of_great_length_are_looked_through_at_once() -> None:
    assert not is_for_some("[/a" * 100_000 + "<!-- /wp:a" * 50_000 + "[" * 100_000, {"x_" * 10_000: "a:1:{" * 50_000})
