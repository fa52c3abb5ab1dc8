"""Other sites, asked politely: `client` asks, `manners` says how."""
