//! Order statistics.

/// The smallest value that at least `per_mille` of the values do not exceed: the nearest-rank method.
/// `sorted` has to be in order; of nothing there is no quantile.
pub fn quantile<T: Copy>(sorted: &[T], per_mille: usize) -> Option<T> {
    let rank = (sorted.len() * per_mille).div_ceil(1000).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_were_measured() {
        let hundred: Vec<u32> = (1..=100).collect();
        assert_eq!(quantile(&hundred, 500), Some(50));
        assert_eq!(quantile(&hundred, 990), Some(99));
        assert_eq!(quantile(&hundred, 999), Some(100));
        assert_eq!(quantile(&hundred, 0), Some(1));
    }

    #[test]
    fn the_median_of_an_odd_number_is_the_one_in_the_middle() {
        assert_eq!(quantile(&[3, 5, 90], 500), Some(5));
        assert_eq!(quantile(&[7], 990), Some(7));
        assert_eq!(quantile::<u8>(&[], 500), None);
    }
}
