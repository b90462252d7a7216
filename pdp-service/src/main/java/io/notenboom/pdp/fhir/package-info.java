// SPDX-License-Identifier: Apache-2.0
/** Client to the customer's own FHIR server. */
@NullMarked
package io.notenboom.pdp.fhir;

import org.jspecify.annotations.NullMarked;
