"""What we remember: the knowledge base in YAML, and the database."""
