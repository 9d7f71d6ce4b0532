"""What we know, pure and synchronous: knowledge, matching, quiz."""
