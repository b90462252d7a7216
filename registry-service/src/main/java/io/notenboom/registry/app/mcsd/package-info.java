// SPDX-License-Identifier: Apache-2.0
/** Wires the care services directory. */
@NullMarked
package io.notenboom.registry.app.mcsd;

import org.jspecify.annotations.NullMarked;
