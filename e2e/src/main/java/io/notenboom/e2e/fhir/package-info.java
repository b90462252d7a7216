// SPDX-License-Identifier: Apache-2.0
/** The FHIR server of the demo's sending EHR: HAPI FHIR on Jetty, resources in memory, fictitious patients. */
@NullMarked
package io.notenboom.e2e.fhir;

import org.jspecify.annotations.NullMarked;
