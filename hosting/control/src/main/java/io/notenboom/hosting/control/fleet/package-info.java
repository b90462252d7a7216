// SPDX-License-Identifier: Apache-2.0
/** What the host asks for: customers, what they are to be, upgrades in waves. */
@NullMarked
package io.notenboom.hosting.control.fleet;

import org.jspecify.annotations.NullMarked;
