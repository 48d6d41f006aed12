"""A region that is nothing but points, weights and distances: the location problems of the textbooks."""
