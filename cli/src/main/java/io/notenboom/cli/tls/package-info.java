// SPDX-License-Identifier: Apache-2.0
/** Commands for the certificates of listeners. */
@NullMarked
package io.notenboom.cli.tls;

import org.jspecify.annotations.NullMarked;
