//! Optional content: what is switched off (ISO 32000-1, 8.11).

use hayro_syntax::object::{Array, Dict, MaybeRef, Name, ObjRef, Object};
use std::collections::BTreeSet;

/// Depth of visibility expressions.
const MAX_DEPTH: usize = 16;

/// The groups that are off by the default configuration.
#[derive(Debug, Default)]
pub(super) struct Layers {
    is_off_unless_on: bool,
    on: BTreeSet<u32>,
    off: BTreeSet<u32>,
}

impl Layers {
    pub(super) fn new(catalog: &Dict<'_>) -> Self {
        let properties = catalog.get::<Dict<'_>>(b"OCProperties").unwrap_or_default();
        let default = properties.get::<Dict<'_>>(b"D").unwrap_or_default();
        let groups = |key: &[u8]| match default.get::<Array<'_>>(key) {
            Some(array) => {
                array.raw_iter().filter_map(|item| item.as_obj_ref()).map(|group| group.obj_number).collect()
            }
            None => BTreeSet::new(),
        };
        Layers {
            is_off_unless_on: default.get::<Name<'_>>(b"BaseState").is_some_and(|state| &*state == b"OFF"),
            on: groups(b"ON"),
            off: groups(b"OFF"),
        }
    }

    fn is_group_on(&self, group: ObjRef) -> bool {
        let number = group.obj_number;
        if self.is_off_unless_on { self.on.contains(&number) } else { !self.off.contains(&number) }
    }

    /// Whether what the entry `key` of a dictionary governs can be seen; what is not governed can.
    pub(super) fn shows(&self, dict: &Dict<'_>, key: &[u8]) -> bool {
        if !dict.contains_key(key) || (self.off.is_empty() && !self.is_off_unless_on) {
            return true;
        }
        let Some(content) = dict.get::<Dict<'_>>(key) else { return true };
        if content.get::<Name<'_>>(b"Type").is_some_and(|kind| &*kind == b"OCMD") {
            return self.shows_membership(&content);
        }
        dict.get_ref(key).is_none_or(|group| self.is_group_on(group))
    }

    fn shows_membership(&self, membership: &Dict<'_>) -> bool {
        if let Some(expression) = membership.get::<Array<'_>>(b"VE") {
            return self.holds(&expression, 0);
        }
        let groups: Vec<bool> = match membership.get_ref(b"OCGs") {
            Some(group) if membership.get::<Array<'_>>(b"OCGs").is_none() => vec![self.is_group_on(group)],
            _ => match membership.get::<Array<'_>>(b"OCGs") {
                Some(array) => {
                    array.raw_iter().filter_map(|item| item.as_obj_ref()).map(|g| self.is_group_on(g)).collect()
                }
                None => Vec::new(),
            },
        };
        if groups.is_empty() {
            return true;
        }
        let any_on = groups.iter().any(|on| *on);
        let all_on = groups.iter().all(|on| *on);
        match membership.get::<Name<'_>>(b"P").as_deref() {
            Some(b"AllOn") => all_on,
            Some(b"AnyOff") => !all_on,
            Some(b"AllOff") => !any_on,
            _ => any_on,
        }
    }

    fn holds(&self, expression: &Array<'_>, depth: usize) -> bool {
        let mut items = expression.raw_iter();
        let operator = match items.next() {
            Some(MaybeRef::NotRef(Object::Name(name))) => name.to_vec(),
            _ => return true,
        };
        if depth >= MAX_DEPTH {
            return true;
        }
        let mut operands = items.take(256).map(|item| match item {
            MaybeRef::Ref(group) => self.is_group_on(group),
            MaybeRef::NotRef(Object::Array(inner)) => self.holds(&inner, depth + 1),
            MaybeRef::NotRef(_) => true,
        });
        match operator.as_slice() {
            b"And" => operands.all(|on| on),
            b"Or" => operands.any(|on| on),
            b"Not" => !operands.next().unwrap_or(false),
            _ => true,
        }
    }
}
