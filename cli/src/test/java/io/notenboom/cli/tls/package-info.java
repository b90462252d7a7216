// SPDX-License-Identifier: Apache-2.0
/** Tests of the commands for certificates. */
@NullMarked
package io.notenboom.cli.tls;

import org.jspecify.annotations.NullMarked;
