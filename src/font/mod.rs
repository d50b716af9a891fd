//! Faces by role: embedded faces, shaping, subsetting.
