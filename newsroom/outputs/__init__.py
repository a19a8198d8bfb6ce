"""What carries the news out beside the pages: feeds, maps, robots.txt, plain text, files. From editions only."""
