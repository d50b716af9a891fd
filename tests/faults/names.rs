//! Titles, bodies, years, periods: whose report it is, and whose figures.
