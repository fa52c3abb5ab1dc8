{# The scripts of the search page in one file, without their comments. #}
{% for name in ("index", "words", "postings", "stems", "typed", "slips", "ranking", "query", "page") %}
{{ script("search/" ~ name ~ ".js") }}
{% endfor %}
