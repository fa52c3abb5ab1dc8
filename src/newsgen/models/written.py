"""What is written in the files of content/: articles, standing pages, term files."""

from newsgen.models.article import Article
from newsgen.models.standing import StandingPage
from newsgen.models.term_profile import TermProfile

Other = StandingPage | TermProfile
"""What is no article. There are few: all are known to every build, as articles are not."""
Written = Article | Other
