//! What the server says to who asks it: `nianbao serve` and `nianbao desk`.

catalogue! {
    /// The body of a request is larger than the server takes; nothing was done with it. The limit is `--max-megabytes`.
    Error "request-too-large" => request_too_large(limit) as TOO_LARGE {
        zh: "上传的内容超过 {limit} MB，没有处理",
        en: "what was sent is larger than {limit} MB; nothing was done with it",
        hint_zh: "请压缩文件里的图片后再试", hint_en: "make the pictures in the file smaller and try again",
    }
    /// The body of a request did not arrive in time; nothing was done with it.
    Error "request-too-slow" => request_too_slow(limit) as TOO_SLOW {
        zh: "{limit} 秒内没有传完，没有处理",
        en: "what was sent did not arrive within {limit} seconds; nothing was done with it",
    }
    /// A request ended before all of its body was there, or its parts can't be told from each other.
    Error "request-malformed" => request_malformed(cause) as MALFORMED {
        zh: "上传的内容不完整或者有损坏：{cause}",
        en: "what was sent is incomplete or damaged: {cause}",
        hint_zh: "请重新上传", hint_en: "send it again",
    }
    /// An address was asked for with something after `?` that it does not know, or without what it needs; or a form was sent without the
    /// file it needs. The documented parameters are those of `/v1/openapi.json`. Of the module for Python: an argument can't be this value.
    Error "parameter-unfit" => parameter_unfit(name, cause) as PARAMETER {
        zh: "参数“{name}”不合要求：{cause}",
        en: "the parameter “{name}” is unfit: {cause}",
    }
    /// As much is being done as the server does at once, and as many wait as may. The header Retry-After says when to ask again.
    Error "server-busy" => server_busy() as BUSY {
        zh: "正在处理的太多，请稍后再试",
        en: "too much is being done at once; try again later",
    }
    /// What was asked for took longer than the server lets it take.
    Error "work-too-long" => work_too_long(limit) as TOO_LONG {
        zh: "{limit} 秒内没有处理完",
        en: "it was not done within {limit} seconds",
    }
    /// The request names no token, or another than the server was started with.
    Error "token-wrong" => token_wrong() as TOKEN {
        zh: "没有给出口令，或者口令不对",
        en: "no token was given, or another than the server's",
        hint_zh: "请从启动时给出的地址打开", hint_en: "open the address that was given at the start",
    }
    /// The request was sent by a page of another site, or to a name that is not the server's: a page of the web may not use it.
    Error "site-not-allowed" => site_not_allowed(site) as SITE {
        zh: "不接受来自“{site}”的请求",
        en: "requests of “{site}” are not taken",
    }
    /// The server has no such address.
    Error "address-unknown" => address_unknown(address) as ADDRESS {
        zh: "没有“{address}”这个地址",
        en: "there is no address “{address}”",
    }
    /// The address is there, but not for this method.
    Error "method-unfit" => method_unfit(method) as METHOD {
        zh: "这个地址不能用 {method} 方法",
        en: "this address does not take {method}",
    }
    /// A fault of the program itself ended the work. Please report it.
    Error "work-ended" => work_ended() as ENDED {
        zh: "程序出错，没有处理完，请报告这个问题",
        en: "a fault of the program ended the work; please report it",
    }
    /// The page asks for a report or a figure that is not there, or not there any more: no file was opened since the program was started.
    Error "nothing-open" => nothing_open() as NOTHING_OPEN {
        zh: "还没有打开年报",
        en: "no report is open",
        hint_zh: "请先选择文件", hint_en: "choose a file first",
    }
    /// The page changed what has been changed elsewhere meanwhile, in another window. The newer state is shown; nothing was overwritten.
    Error "changed-meanwhile" => changed_meanwhile() as CHANGED {
        zh: "年报在另一个窗口里改过了，这一处没有改",
        en: "the report was changed in another window; this was not",
        hint_zh: "请看过新的内容再改", hint_en: "look at what is new, then change it",
    }
    /// The server can't listen at the address it was given: it is taken, not this computer's, or not allowed.
    Error "cannot-listen" => cannot_listen(address, cause) {
        zh: "不能在 {address} 上提供服务：{cause}",
        en: "can't listen at {address}: {cause}",
    }
    /// The file of the token can't be used: a token is 16 or more visible ASCII characters in one line.
    Error "token-unfit" => token_unfit() {
        zh: "口令要有 16 个以上的英文字母、数字或符号，写在一行里",
        en: "a token is 16 or more visible ASCII characters in one line",
    }
}
