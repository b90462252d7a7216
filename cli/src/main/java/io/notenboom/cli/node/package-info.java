// SPDX-License-Identifier: Apache-2.0
/** Calls of a node's internal API by commands. */
@NullMarked
package io.notenboom.cli.node;

import org.jspecify.annotations.NullMarked;
