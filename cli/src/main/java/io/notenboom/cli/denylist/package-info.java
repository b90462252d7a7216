// SPDX-License-Identifier: Apache-2.0
/** Commands for those who keep and sign a denylist of certificates. */
@NullMarked
package io.notenboom.cli.denylist;

import org.jspecify.annotations.NullMarked;
