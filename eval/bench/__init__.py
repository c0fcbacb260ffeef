"""Speed and outside benchmarks: how fast files are read and questions answered, and how well tables and passages are found."""
