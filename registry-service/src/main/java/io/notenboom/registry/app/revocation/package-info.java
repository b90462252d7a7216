// SPDX-License-Identifier: Apache-2.0
/** Wires the Foundation's revocation list: publishing it, and keeping out whom it names. */
@NullMarked
package io.notenboom.registry.app.revocation;

import org.jspecify.annotations.NullMarked;
