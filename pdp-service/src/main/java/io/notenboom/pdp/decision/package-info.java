// SPDX-License-Identifier: Apache-2.0
/** The decision: a pure function of request, token, flows, profile and time; one class for each check. */
@NullMarked
package io.notenboom.pdp.decision;

import org.jspecify.annotations.NullMarked;
