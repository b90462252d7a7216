// SPDX-License-Identifier: Apache-2.0
/** API tokens in a file that the operator keeps. */
@NullMarked
package io.notenboom.kit.access.file;

import org.jspecify.annotations.NullMarked;
