// SPDX-License-Identifier: Apache-2.0
/** Tests of warnings. */
@NullMarked
package io.notenboom.kit.certificate;

import org.jspecify.annotations.NullMarked;
