// SPDX-License-Identifier: Apache-2.0
/** Certificates from the Nuts Foundation: the requests on its side, the enrolments on a vendor's side. */
@NullMarked
package io.notenboom.registry.enrolment;

import org.jspecify.annotations.NullMarked;
