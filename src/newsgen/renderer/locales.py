"""Language tags as Open Graph wants them: ``ko_KR``, a language and a territory.

Facts after CLDR's likely subtags: where somebody speaks a language, if no more is known of them. Of Arabic the locale
of all its regions, which networks call so.
"""

from functools import lru_cache

_TERRITORIES = dict(
    pair.split("_")
    for pair in """
    af_ZA am_ET ar_AR as_IN az_AZ be_BY bg_BG bn_BD bo_CN br_FR bs_BA ca_ES cs_CZ cy_GB da_DK de_DE dv_MV dz_BT el_GR
    en_US es_ES et_EE eu_ES fa_IR fi_FI fil_PH fo_FO fr_FR fy_NL ga_IE gd_GB gl_ES gu_IN ha_NG he_IL hi_IN hr_HR ht_HT
    hu_HU hy_AM id_ID ig_NG is_IS it_IT ja_JP jv_ID ka_GE kk_KZ km_KH kn_IN ko_KR ku_TR ky_KG lb_LU lo_LA lt_LT lv_LV
    mg_MG mi_NZ mk_MK ml_IN mn_MN mr_IN ms_MY mt_MT my_MM nb_NO ne_NP nl_NL nn_NO no_NO om_ET or_IN pa_IN pl_PL ps_AF
    pt_BR qu_PE rm_CH ro_RO ru_RU rw_RW sd_PK se_NO si_LK sk_SK sl_SI so_SO sq_AL sr_RS sv_SE sw_TZ ta_IN te_IN tg_TJ
    th_TH ti_ET tk_TM tl_PH tr_TR tt_RU ug_CN uk_UA ur_PK uz_UZ vi_VN wo_SN xh_ZA yi_UA yo_NG yue_HK zh_CN zu_ZA
    """.split()
)
_TERRITORIES_OF_SCRIPTS = {"zh-hant": "TW", "yue-hans": "CN", "pa-arab": "PK", "ku-arab": "IQ", "az-arab": "IR"}
_REGION_LETTERS = 2
_SCRIPT_LETTERS = 4


@lru_cache
def open_graph_locale(tag: str) -> str:
    """``zh_TW`` for ``zh-Hant``; empty where no territory is known: no locale is better than one that nobody reads."""
    language, *rest = tag.lower().split("-")
    for part in rest:
        if len(part) == _REGION_LETTERS and part.isalpha():
            return f"{language}_{part.upper()}"
        if len(part) == 1:  # what follows is for extensions
            break
    script = rest[0] if rest and len(rest[0]) == _SCRIPT_LETTERS and rest[0].isalpha() else ""
    territory = _TERRITORIES_OF_SCRIPTS.get(f"{language}-{script}") or _TERRITORIES.get(language, "")
    return f"{language}_{territory}" if territory else ""
