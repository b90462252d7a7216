// SPDX-License-Identifier: Apache-2.0
/** Wires search. */
@NullMarked
package io.notenboom.registry.app.search;

import org.jspecify.annotations.NullMarked;
