//! What the columns of a table need, from what its cells need.

/// What a column needs, padding included.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Need {
    /// So that no number is divided and no column is a single character wide.
    pub least: f32,
    /// So that nothing wraps.
    pub most: f32,
}

/// The needs of so many columns from those of the cells: first column, how many, need.
pub(crate) fn distribute(count: usize, mut measured: Vec<(usize, usize, Need)>) -> Vec<Need> {
    let mut needs = vec![Need::default(); count];
    // Narrow spans first, so that wide ones add only what is still wanting.
    measured.sort_by_key(|(column, span, _)| (*span, *column));
    for (column, span, need) in measured {
        let Some(columns) = needs.get_mut(column..column + span) else { continue };
        let least: f32 = columns.iter().map(|n| n.least).sum();
        let most: f32 = columns.iter().map(|n| n.most).sum();
        let (more_least, more_most) = ((need.least - least).max(0.0), (need.most - most).max(0.0));
        for n in columns {
            n.least += more_least / span as f32;
            n.most = (n.most + more_most / span as f32).max(n.least);
        }
    }
    needs
}
