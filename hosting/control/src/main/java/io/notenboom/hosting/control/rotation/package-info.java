// SPDX-License-Identifier: Apache-2.0
/** What the control plane rotates: passwords of customers' nodes, and its own audit key. */
@NullMarked
package io.notenboom.hosting.control.rotation;

import org.jspecify.annotations.NullMarked;
