// SPDX-License-Identifier: Apache-2.0
/** The node's bus. */
@NullMarked
package io.notenboom.registry.store.bus;

import org.jspecify.annotations.NullMarked;
