// SPDX-License-Identifier: Apache-2.0
/** What goes, and what stays, when a node of this machine is destroyed. */
@NullMarked
package io.notenboom.hosting.control.process.end;

import org.jspecify.annotations.NullMarked;
