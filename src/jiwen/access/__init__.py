"""Who may use the page, the API and the MCP tools: a users file or a reverse proxy's word, sessions, and the guard in front of it all."""
