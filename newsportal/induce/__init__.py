"""A portal's declaration, induced from pages of the site."""
