//! Whole numbers of other numbers: of counts, lengths and shades.
//!
//! One that lies beyond the range of what it becomes is the end of that range. It is never cut to its low bits, which would be
//! another number that looks as good.

/// A whole number that a fraction becomes, its part behind the point left out: who wants the nearest one rounds it first.
pub(crate) trait Whole<F> {
    /// The whole number; the least or the largest there is where it lies beyond, and 0 of what is none.
    fn whole(number: F) -> Self;
}

macro_rules! whole {
    ($($fraction:ty => $($whole:ty)*;)*) => {$($(
        impl Whole<$fraction> for $whole {
            // The language defines it so of fractions, unlike of whole numbers.
            #[allow(clippy::cast_possible_truncation)]
            #[inline]
            fn whole(number: $fraction) -> Self {
                number as $whole
            }
        }
    )*)*};
}

whole! {
    f32 => i16 i32 i64 u16 u32 usize;
    f64 => i32 i64 u8 u32;
}

/// The single-precision number nearest to one: pages are set in these, their sums taken in double.
// Rounding is what it is for.
#[allow(clippy::cast_possible_truncation)]
#[inline]
pub(crate) fn single(number: f64) -> f32 {
    number as f32
}

/// A count, as documents and places have them; of more than they can say, the most they can.
#[inline]
pub(crate) fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_beyond_is_the_end_of_the_range() {
        assert_eq!([u8::whole(-1.0), u8::whole(255.9), u8::whole(256.0), u8::whole(f64::NAN)], [0, 255, 255, 0]);
        assert_eq!([i16::whole(-1e9_f32), i16::whole(-1.9_f32), i16::whole(f32::INFINITY)], [i16::MIN, -1, i16::MAX]);
        assert_eq!([counted(7), counted(usize::MAX)], [7, u32::MAX]);
        assert!(single(1e300).is_infinite());
    }
}
