// SPDX-License-Identifier: Apache-2.0
/** Starts, watches and stops the processes of a node on one machine. */
@NullMarked
package io.notenboom.launcher;

import org.jspecify.annotations.NullMarked;
