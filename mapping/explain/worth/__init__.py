"""What a little more money, or a little longer travel, is worth in the first objective."""
