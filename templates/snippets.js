{# What the search page loads with the first query: it shows results, and looks into stories for phrases and for what they say. #}
{% for name in ("excerpts", "results") %}
{{ script("search/" ~ name ~ ".js") }}
{% endfor %}
