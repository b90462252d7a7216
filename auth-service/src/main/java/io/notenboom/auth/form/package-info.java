// SPDX-License-Identifier: Apache-2.0
/** Form bodies, read strictly. */
@NullMarked
package io.notenboom.auth.form;

import org.jspecify.annotations.NullMarked;
