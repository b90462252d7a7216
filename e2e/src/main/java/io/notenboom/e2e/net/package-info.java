// SPDX-License-Identifier: Apache-2.0
/** Connections between nodes that can be cut. */
@NullMarked
package io.notenboom.e2e.net;

import org.jspecify.annotations.NullMarked;
