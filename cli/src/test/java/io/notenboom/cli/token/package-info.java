// SPDX-License-Identifier: Apache-2.0
/** Tests of commands for API tokens. */
@NullMarked
package io.notenboom.cli.token;

import org.jspecify.annotations.NullMarked;
