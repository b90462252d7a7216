// SPDX-License-Identifier: Apache-2.0
/** Commands for the API tokens of a node. */
@NullMarked
package io.notenboom.cli.token;

import org.jspecify.annotations.NullMarked;
