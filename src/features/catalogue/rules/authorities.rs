//! Which heads of units are the authorities that decide on awards (Law 06/2022/QH15, Articles 77 to 80).

use super::words::Authority;
use crate::features::units::rules::UnitKind;

impl Authority {
    /// Whether the head of a unit of this kind is such an authority. `is_top` says that the unit has none above it: the
    /// province itself. Nobody here is an authority of the State.
    #[must_use]
    pub const fn heads(self, kind: UnitKind, is_top: bool) -> bool {
        match self {
            Self::ProvinceChair => is_top && matches!(kind, UnitKind::Authority),
            Self::DistrictChair => !is_top && matches!(kind, UnitKind::Authority),
            Self::DepartmentDirector => matches!(kind, UnitKind::Department),
            // Agencies, organisations and units with legal status (Article 80.1).
            Self::UnitHead => {
                matches!(kind, UnitKind::Department | UnitKind::ServiceUnit | UnitKind::School)
            }
            Self::CommuneChair => {
                matches!(kind, UnitKind::Commune | UnitKind::Ward | UnitKind::SpecialZone)
            }
            Self::CompanyDirector => matches!(kind, UnitKind::Enterprise),
            Self::President | Self::Government | Self::PrimeMinister | Self::Other => false,
        }
    }

    /// Whether it is an authority outside the province, to which the province submits.
    #[must_use]
    pub const fn is_outside(self) -> bool {
        matches!(self, Self::President | Self::Government | Self::PrimeMinister | Self::Other)
    }

    /// Whether the head of a unit of this kind decides on any award, so that nominations stop there on their way up.
    #[must_use]
    pub fn any_heads(kind: UnitKind, is_top: bool) -> bool {
        Self::ALL.iter().any(|authority| authority.heads(kind, is_top))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_units_are_the_authorities_of_the_law() {
        let headed = |kind, is_top| -> Vec<_> {
            Authority::ALL.iter().filter(|authority| authority.heads(kind, is_top)).copied().collect()
        };
        assert_eq!(headed(UnitKind::Authority, true), [Authority::ProvinceChair]);
        assert_eq!(headed(UnitKind::Authority, false), [Authority::DistrictChair]);
        assert_eq!(headed(UnitKind::Department, false), [Authority::UnitHead, Authority::DepartmentDirector]);
        assert_eq!(headed(UnitKind::Ward, false), [Authority::CommuneChair]);
        assert_eq!(headed(UnitKind::School, false), [Authority::UnitHead]);
        assert_eq!(headed(UnitKind::Enterprise, false), [Authority::CompanyDirector]);
        assert!(!Authority::any_heads(UnitKind::Division, false));
        assert!(!Authority::any_heads(UnitKind::DistrictOffice, false));
    }
}
