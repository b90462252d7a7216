// SPDX-License-Identifier: Apache-2.0
/** Wiring of rotations. */
@NullMarked
package io.notenboom.auth.app.rotation;

import org.jspecify.annotations.NullMarked;
