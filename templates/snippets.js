{# What the search page loads with the first query: it looks into stories, for phrases and for what results show. #}
{{ script("search/results.js") }}
