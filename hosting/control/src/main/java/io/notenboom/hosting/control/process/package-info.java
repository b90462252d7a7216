// SPDX-License-Identifier: Apache-2.0
/** Nodes as processes of this machine. */
@NullMarked
package io.notenboom.hosting.control.process;

import org.jspecify.annotations.NullMarked;
