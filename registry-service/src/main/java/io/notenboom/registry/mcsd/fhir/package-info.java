// SPDX-License-Identifier: Apache-2.0
/** The directory in FHIR R4, with HAPI FHIR's model. */
@NullMarked
package io.notenboom.registry.mcsd.fhir;

import org.jspecify.annotations.NullMarked;
