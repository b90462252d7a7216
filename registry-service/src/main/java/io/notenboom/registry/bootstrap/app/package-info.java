// SPDX-License-Identifier: Apache-2.0
/** Wires how a node comes to its history. */
@NullMarked
package io.notenboom.registry.bootstrap.app;

import org.jspecify.annotations.NullMarked;
