// SPDX-License-Identifier: Apache-2.0
/** Tests of the commands for denylists. */
@NullMarked
package io.notenboom.cli.denylist;

import org.jspecify.annotations.NullMarked;
