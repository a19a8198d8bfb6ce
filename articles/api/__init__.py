"""Face 2: the clients' API. One indexed query and a join of bytes; no serializer runs on a public read."""
