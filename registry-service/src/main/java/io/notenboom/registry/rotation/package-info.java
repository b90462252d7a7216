// SPDX-License-Identifier: Apache-2.0
/** Rotation of the certificates of this node, of the CAs above it, and of its contracts. */
@NullMarked
package io.notenboom.registry.rotation;

import org.jspecify.annotations.NullMarked;
