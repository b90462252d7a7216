// SPDX-License-Identifier: Apache-2.0
/** How far this node's history is there and verified. */
@NullMarked
package io.notenboom.registry.api.history;

import org.jspecify.annotations.NullMarked;
