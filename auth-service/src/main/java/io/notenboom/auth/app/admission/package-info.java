// SPDX-License-Identifier: Apache-2.0
/** Wires the limits of work at one time. */
@NullMarked
package io.notenboom.auth.app.admission;

import org.jspecify.annotations.NullMarked;
