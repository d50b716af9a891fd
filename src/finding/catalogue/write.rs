//! Writing files of any format.

catalogue! {}
