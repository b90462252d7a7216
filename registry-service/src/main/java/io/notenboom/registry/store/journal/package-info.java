// SPDX-License-Identifier: Apache-2.0
/** The journal of the care services directory in a file. */
@NullMarked
package io.notenboom.registry.store.journal;

import org.jspecify.annotations.NullMarked;
