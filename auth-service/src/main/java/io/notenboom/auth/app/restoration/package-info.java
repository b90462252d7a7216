// SPDX-License-Identifier: Apache-2.0
/** Wires restoring. */
@NullMarked
package io.notenboom.auth.app.restoration;

import org.jspecify.annotations.NullMarked;
