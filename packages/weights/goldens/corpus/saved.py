# Checkpoints: the parts under the prefixes that LDM, SGM and ComfyUI save them with
def pre(p,id,drop=()): return {p+k:v for k,v in KEEP[id].items()}
def whole(id,family,*parts,**more):
    try:
        t={}
        for p in parts: t.update(p)
        add(id,t,"checkpoint",family,"its parts, saved together",**more)
    except KeyError as e: FAIL.append((id,repr(e)))
try:
    vae=pre("first_stage_model.","n-vae-sd"); M="model.diffusion_model."
    l=pre("cond_stage_model.transformer.","e-clip-l"); h=pre("cond_stage_model.model.","e-clip-h"); xl_=lambda:{**pre("conditioner.embedders.0.transformer.","e-clip-l"),**pre("conditioner.embedders.1.model.","e-clip-g")}
    for n,f,te in (("n-sd1","sd1",l),("n-sd1-inpaint","sd1-inpaint",l),("n-sd1-p2p","sd1-pix2pix",l),("n-sd2","sd2",h),("n-sd2-inpaint","sd2-inpaint",h),("n-sd2-depth","sd2-depth",h),("n-sdxl","sdxl",xl_()),("n-sdxl-inpaint","sdxl-inpaint",xl_()),("n-refiner","sdxl-refiner",pre("conditioner.embedders.0.model.","e-clip-g")),("n-ssd1b","ssd-1b",xl_()),("n-svd","svd",{})): whole("k-"+n[2:],f,pre(M,n),te,vae)
    whole("k-sdxl-v","sdxl",pre(M,"n-sdxl"),xl_(),vae,{"v_pred":("F32",[0]),"ztsnr":("F32",[0])},variant="v-prediction")
    whole("k-playground","playground",pre(M,"n-sdxl"),xl_(),vae,{"edm_mean":("F32",[1,4,1,1]),"edm_std":("F32",[1,4,1,1])})
    whole("k-sd1-novae","sd1",pre(M,"n-sd1"),l)
    whole("k-flux","flux",pre(M,"n-flux-dev"),pre("text_encoders.t5xxl.transformer.","e-t5_config_xxl"),pre("text_encoders.clip_l.transformer.","e-clip-l"),pre("vae.","n-vae-16"),variant="dev")
    whole("k-sd3","sd3",pre(M,"n-sd3"),pre("text_encoders.clip_g.transformer.","e-clip-g"),pre("text_encoders.clip_l.transformer.","e-clip-l"),pre("first_stage_model.","v-sd3"))
    whole("k-diffusers-sd1","sd1",pre("unet.","u-sd1"),pre("vae.","v-sd"),pre("text_encoder.","e-clip-l"))
    z=dict(KEEP["n-sd1-p2p"]); whole("k-zero123","zero123",{M+k:v for k,v in z.items()},{"cc_projection.weight":("F32",[768,772]),"cc_projection.bias":("F32",[768])},vae)
    for n in ("n-sd1","n-sdxl","n-flux-dev","n-wan14","n-qwen","n-sd35l"):
        r=next(o for o in OUT if o["id"]==n); add("w-"+n,{M+k:v for k,v in r["tensors"].items()},"unet",r["family"],r["source"]+", as ComfyUI saves it")
    add("w-flux-nf4",dict(sum(([(k,("U8",[v[1][0]*v[1][1]//2,1])),(k+".absmax",("U8",[v[1][0]*v[1][1]//64])),(k+".quant_state.bitsandbytes__nf4",("U8",[160]))] if len(v[1])==2 and "blocks" in k else [(k,v)] for k,v in KEEP["n-flux-dev"].items()),[])),"unet","flux","bitsandbytes' names",precision="nf4")
    add("w-flux-fp8",dict(sum(([(k,("F8_E4M3",v[1])),(k.replace(".weight",".scale_weight"),("F32",[]))] if len(v[1])==2 else [(k,v)] for k,v in KEEP["n-flux-dev"].items()),[])),"unet","flux","ComfyUI's scaled fp8",precision="fp8 scaled")
except KeyError as e: FAIL.append(("checkpoints",repr(e)))
# LoRAs: the linear layers of the classes, under the names that trainers give them
def modules(id,pick):
    return [(k[:-7],v[1]) for k,v in KEEP[id].items() if k.endswith(".weight") and len(v[1]) in (2,4) and pick(k[:-7])]
def low(name,shape,r=16,conv=False):
    o,i=shape[:2]; ks=shape[2:]
    return {"down":("F16",[r,i]+list(ks)),"up":("F16",[o,r]+[1]*len(ks))}
def kohya(ms,prefix,r=16):
    t={}
    for n,s in ms:
        b=prefix+n.replace(".","_"); p=low(n,s,r)
        t[b+".alpha"]=("F16",[]); t[b+".lora_down.weight"]=p["down"]; t[b+".lora_up.weight"]=p["up"]
    return t
def peft(ms,prefix,r=16,a=".lora_A.weight",b=".lora_B.weight"):
    t={}
    for n,s in ms:
        p=low(n,s,r); t[prefix+n+a]=p["down"]; t[prefix+n+b]=p["up"]
    return t
def loha(ms,prefix,r=8):
    t={}
    for n,s in ms:
        b=prefix+n.replace(".","_"); o,i=s[0],s[1]*(s[2]*s[3] if len(s)==4 else 1)
        t[b+".alpha"]=("F16",[])
        for x in "12": t[b+f".hada_w{x}_a"]=("F16",[o,r]); t[b+f".hada_w{x}_b"]=("F16",[r,i])
    return t
def factor(n,f=8):
    m=f
    while n%m: m-=1
    return m,n//m
def lokr(ms,prefix,r=8):
    t={}
    for n,s in ms:
        b=prefix+n.replace(".","_"); (a,c),(d,e)=factor(s[0]),factor(s[1])
        t[b+".alpha"]=("F16",[]); t[b+".lokr_w1"]=("F16",[a,d]); t[b+".lokr_w2_a"]=("F16",[c,r]); t[b+".lokr_w2_b"]=("F16",[r,e])
    return t
def diff(ms,prefix): return {prefix+n.replace(".","_")+".diff":("F16",s) for n,s in ms}
def dora(ms,prefix):
    t=kohya(ms,prefix)
    for n,s in ms: t[prefix+n.replace(".","_")+".dora_scale"]=("F16",[1,s[1]]+[1]*(len(s)-2))
    return t
def glora(ms,prefix,r=8):
    t={}
    for n,s in ms:
        b=prefix+n.replace(".","_"); t[b+".a1.weight"]=("F16",[s[1],r]); t[b+".a2.weight"]=("F16",[r,s[1]]); t[b+".b1.weight"]=("F16",[s[0],r]); t[b+".b2.weight"]=("F16",[r,s[1]]); t[b+".alpha"]=("F16",[])
    return t
attn=lambda n:"attn" in n or ".ff." in n or "proj_in" in n or "proj_out" in n
noNorm=lambda n:not re.search(r"norm|embed|time|x_embedder|pos|conv_in|conv_out|in_layer|refiner|proj_out$|_in$|^proj_in|pooler|final|scale",n)
only=lambda n:re.search(r"attn",n) and not re.search(r"norm|embed",n)
al=lambda t,**k:t
def lora(id,family,t,source,**more): 
    if len(t)<4: FAIL.append((id,"empty")); return
    add(id,t,"lora",family,source,**more)
te=lambda id:modules(id,lambda n:"encoder.layers" in n)
try:
    for n,src,f in (("sd1","u-sd1","sd1"),("sd2","u-sd2","sd2"),("sdxl","n-sdxl","sdxl"),("sdxl-d","u-sdxl","sdxl")):
        ms=modules(src,attn)
        lora(f"r-{n}-kohya",f,kohya(ms,"lora_unet_"),"sd-scripts lora"); lora(f"r-{n}-loha",f,loha(ms,"lora_unet_"),"LyCORIS loha",algorithm="LoHa"); lora(f"r-{n}-lokr",f,lokr(ms,"lora_unet_"),"LyCORIS lokr",algorithm="LoKr")
        lora(f"r-{n}-diff",f,diff(ms,"lora_unet_"),"LyCORIS full",algorithm="full"); lora(f"r-{n}-dora",f,dora(ms,"lora_unet_"),"LyCORIS dora",algorithm="DoRA"); lora(f"r-{n}-glora",f,glora([m for m in ms if len(m[1])==2],"lora_unet_"),"LyCORIS glora",algorithm="GLoRA")
        lora(f"r-{n}-locon",f,kohya(modules(src,lambda k:not re.search("norm|time_emb|emb",k)),"lora_unet_"),"LyCORIS locon",algorithm="LoCon")
    for n,src,f in (("sd1","u-sd1","sd1"),("sd2","u-sd2","sd2"),("sdxl","u-sdxl","sdxl")):
        ms=modules(src,only)
        lora(f"r-{n}-peft",f,peft(ms,"unet."),"diffusers peft"); lora(f"r-{n}-old",f,peft(ms,"unet.",a=".lora.down.weight",b=".lora.up.weight"),"diffusers before peft")
        lora(f"r-{n}-simpletuner",f,lokr(ms,"lycoris_"),"lycoris wrapper"); lora(f"r-{n}-base",f,peft(ms,"base_model.model."),"peft save_pretrained")
    lora("r-sd1-te","sd1",kohya(te("e-clip-l"),"lora_te_"),"sd-scripts lora, text encoder"); lora("r-sd2-te","sd2",kohya(te("e-clip-h"),"lora_te_"),"sd-scripts lora, text encoder")
    lora("r-sdxl-te","sdxl",{**kohya(te("e-clip-l"),"lora_te1_"),**kohya(te("e-clip-g"),"lora_te2_")},"sd-scripts lora, text encoders"); lora("r-te1","sdxl",kohya(te("e-clip-l"),"lora_te1_"),"sd-scripts lora, first text encoder",ors=["flux","sd3"])
    lora("r-sdxl-both","sdxl",{**kohya(modules("n-sdxl",attn),"lora_unet_"),**kohya(te("e-clip-l"),"lora_te1_"),**kohya(te("e-clip-g"),"lora_te2_")},"sd-scripts lora")
    lora("r-sdxl-slider","sdxl",kohya(modules("n-sdxl",lambda n:"attn1" in n),"lora_unet_"),"sd-scripts lora, self-attention only"); lora("r-motion","sd1",peft(modules("u-motion",lambda n:"attention_blocks" in n),""),"AnimateDiff motion LoRA")
    def pair(n,src,f,nat=None,pick=noNorm,**more):
        if src in KEEP:
            ms=modules(src,pick); lora(f"r-{n}-peft",f,peft(ms,"transformer."),"diffusers peft of "+src,**more); lora(f"r-{n}-attn",f,peft(modules(src,only),"transformer."),"diffusers peft, attention of "+src,**more)
        if nat in KEEP:
            ms=modules(nat,pick); lora(f"r-{n}-kohya",f,kohya(ms,"lora_unet_"),"sd-scripts lora of "+nat,**more); lora(f"r-{n}-native",f,peft(ms,"diffusion_model."),"ai-toolkit lora of "+nat,**more); lora(f"r-{n}-lokr",f,lokr(ms,"lycoris_"),"lycoris of "+nat,**more)
    pair("flux","t-flux-dev","flux","n-flux-dev",ors=["chroma","flux2","qwen-image"]); pair("sd35l","t-sd35-large","sd3","n-sd35l"); pair("sd3","t-sd3","sd3","n-sd3"); pair("qwen","t-qwen","qwen-image","n-qwen"); pair("wan","t-wan14","wan","n-wan14"); pair("wan13","t-wan13","wan","n-wan13")
    pair("hyv","t-hunyuan-video","hunyuan-video","n-hyv"); pair("zimage","t-zimage","z-image"); pair("lumina2","t-lumina2","lumina2","n-lumina2"); pair("flux2","t-flux2-dev","flux2"); pair("ltx","t-ltx","ltx","n-ltxv"); pair("hidream","t-hidream","hidream","n-hidream"); pair("mochi","t-mochi","mochi"); pair("cog","t-cogvideo5b","cogvideo"); pair("pixart","t-pixart-sigma","pixart",ors=["sana"]); pair("sana","t-sana","sana"); pair("aura","t-auraflow","auraflow","n-auraflow"); pair("cosmos2","", "cosmos","n-cosmos2",ors=["anima"]); pair("hydit","t-hunyuan-dit","hunyuan-dit"); pair("omnigen2","","omnigen2","n-omnigen2"); pair("chroma","","chroma","n-chroma",pick=lambda n:noNorm(n) or "distilled" in n); pair("kandinsky5","t-kandinsky5","kandinsky5")
    lora("r-xlabs","flux",{k:v for b in range(19) for q in (1,2) for k,v in {f"double_blocks.{b}.processor.qkv_lora{q}.down.weight":("F16",[16,3072]),f"double_blocks.{b}.processor.qkv_lora{q}.up.weight":("F16",[9216,16]),f"double_blocks.{b}.processor.proj_lora{q}.down.weight":("F16",[16,3072]),f"double_blocks.{b}.processor.proj_lora{q}.up.weight":("F16",[3072,16])}.items()},"XLabs-AI/x-flux",ors=["chroma","flux2"])
except KeyError as e: FAIL.append(("loras",repr(e)))
# Adapters, from the modules of their papers' repositories
def ip(n,D,proj): 
    w=([320]*2+[640]*2+[1280]*2+[1280]*3+[640]*3+[320]*3+[1280]) if D==768 else [640]*4+[1280]*20+[1280]*30+[640]*6+[1280]*10
    t=dict(proj)
    for i,c in enumerate(w): t[f"ip_adapter.{2*i+1}.to_k_ip.weight"]=("F16",[c,D]); t[f"ip_adapter.{2*i+1}.to_v_ip.weight"]=("F16",[c,D])
    return t
def res(d,E,D,p="image_proj."):
    t={p+"latents":("F16",[1,16,d]),p+"proj_in.weight":("F16",[d,E]),p+"proj_in.bias":("F16",[d]),p+"proj_out.weight":("F16",[D,d]),p+"norm_out.weight":("F16",[D])}
    for i in range(4):
        for k,s in (("0.norm1.weight",[d]),("0.norm2.weight",[d]),("0.to_q.weight",[d,d]),("0.to_kv.weight",[2*d,d]),("0.to_out.weight",[d,d]),("1.0.weight",[d]),("1.1.weight",[4*d,d]),("1.3.weight",[d,4*d])): t[p+f"layers.{i}.{k}"]=("F16",s)
    return t
for n,D,f in (("sd15",768,"sd1"),("sdxl",2048,"sdxl")):
    add("i-plain-"+n,ip(n,D,{"image_proj.proj.weight":("F16",[4*D,1024]),"image_proj.proj.bias":("F16",[4*D]),"image_proj.norm.weight":("F16",[D]),"image_proj.norm.bias":("F16",[D])}),"ipAdapter",f,"tencent-ailab/IP-Adapter",architecture="IP-Adapter")
    add("i-plus-"+n,ip(n,D,res(768 if D==768 else 1280,1280,D)),"ipAdapter",f,"tencent-ailab/IP-Adapter",architecture="IP-Adapter Plus")
    fp={"image_proj.proj.0.weight":("F16",[1024,512]),"image_proj.proj.0.bias":("F16",[1024]),"image_proj.proj.2.weight":("F16",[4*D,1024]),"image_proj.proj.2.bias":("F16",[4*D]),"image_proj.norm.weight":("F16",[D])}
    fl={f"ip_adapter.{i}.to_{q}_lora.{u}.weight":("F16",[128,D] if u=="down" else [320,128]) for i in range(32) for q in "qkv" for u in ("down","up")}
    add("i-faceid-"+n,ip(n,D,{**fp,**fl}),"ipAdapter",f,"tencent-ailab/IP-Adapter FaceID",architecture="IP-Adapter FaceID")
    add("i-faceidplus-"+n,ip(n,D,{**fp,**res(D,1280,D,"image_proj.perceiver_resampler.")}),"ipAdapter",f,"tencent-ailab/IP-Adapter FaceID Plus",architecture="IP-Adapter FaceID Plus")
add("i-instantid",ip("x",2048,res(1280,512,2048)),"ipAdapter","sdxl","InstantX/InstantID",architecture="InstantID")
F=lambda *s:("F32",list(s))
add("x-ti-pt",{"string_to_param.*":F(8,768)},"embedding","sd1","A1111 textual inversion"); add("x-ti-sd2",{"string_to_param.*":F(8,1024)},"embedding","sd2","A1111 textual inversion"); add("x-ti-kohya",{"emb_params":F(4,768)},"embedding","sd1","sd-scripts"); add("x-ti-xl",{"clip_l":F(4,768),"clip_g":F(4,1280)},"embedding","sdxl","sd-scripts"); add("x-ti-bin",{"<cat-toy>":F(768)},"embedding","sd1","diffusers learned_embeds"); add("x-ti-sd3",{"clip_l":F(4,768),"clip_g":F(4,1280),"t5xxl":F(4,4096)},"embedding","sd3","SD3 embedding")
def hyper(ws): return {f"{w}.{i}.linear.{j}.{p}":F(*( [w*2,w] if j==0 else [w,w*2]) if p=="weight" else F(w)[1]) for w in ws for i in (0,1) for j in (0,1) for p in ("weight","bias")}
add("x-hyper",hyper((320,640,768,1280)),"hypernetwork","sd1","A1111 hypernetwork"); add("x-hyper2",hyper((320,640,1024,1280)),"hypernetwork","sd2","A1111 hypernetwork"); add("x-aesthetic",{"tensor":F(1,768)},"aestheticGradient","sd1","vicgalle/stable-diffusion-aesthetic-gradients")
add("x-optim",{f"state.{i}.{k}":F(320,320) for i in range(40) for k in ("exp_avg","exp_avg_sq")},"trainingState","unknown","torch.optim.AdamW")
lll={}
for m,i in [(f"input_blocks_{b}_1",[640,640,1280,1280][n]) for n,b in enumerate((4,5,7,8))]+[("middle_block_1",1280)]:
    for tb in range(2 if i==640 else 10):
        for q in ("attn1_to_q","attn1_to_k","attn1_to_v","attn2_to_q"):
            b=f"lllite_unet_{m}_transformer_blocks_{tb}_{q}."
            for k,s in (("conditioning1.0.weight",[16,3,4,4]),("conditioning1.2.weight",[32,16,4,4]),("down.0.weight",[64,i]),("mid.0.weight",[64,96]),("up.0.weight",[i,64])): lll[b+k]=("F16",s)
add("c-lllite",lll,"controlNet","sdxl","sd-scripts control_net_lllite",architecture="ControlNet-LLLite")
cl={k:v for k,v in KEEP.get("n-cn-sdxl",{}).items() if not (len(v[1]) in(2,4) and k.startswith(("input_blocks","middle_block.","time_embed","label_emb")) and k.endswith(".weight") and "norm" not in k and len(v[1])>1)}
for k,v in KEEP.get("n-cn-sdxl",{}).items():
    if k not in cl and v[1][0]>16: cl[k[:-7]+".down"]=("F16",[128,v[1][1]]+v[1][2:]); cl[k[:-7]+".up"]=("F16",[v[1][0],128]+[1]*len(v[1][2:]))
cl["lora_controlnet"]=("F16",[0]); add("c-controllora",cl,"controlNet","sdxl","ComfyUI ControlLora",architecture="Control-LoRA")
# unknown ones: nothing of the kind is in any rule
add("z-unknown-1",{f"encoder.h.{i}.mixer.{q}.weight":("F16",[1000,1000]) for i in range(12) for q in ("a","b","c")},"unknown","unknown","invented")
add("z-unknown-2",{f"stack.{i}.attention.qkv.weight":("F16",[2700,900]) for i in range(30)},"unknown","unknown","invented")
print(len(OUT),"built"); 
for f in FAIL: print("FAIL",*f)
num=re.compile(r"(?<![A-Za-z0-9])\d+(?![A-Za-z0-9])")
def ranges(ns):
    ns=sorted(set(ns)); out=[]; 
    for k,g in itertools.groupby(enumerate(ns),lambda x:x[1]-x[0]):
        g=[x[1] for x in g]; out.append(str(g[0]) if len(g)==1 else f"{g[0]}-{g[-1]}")
    return ",".join(out)
def fold(ts):
    groups={}
    for k,(d,s) in ts.items():
        ns=tuple(int(x) for x in num.findall(k)); p=num.sub("#",k)
        groups.setdefault((p,d,"x".join(map(str,s))),[]).append(ns)
    rows=[]
    for (p,d,s),tup in groups.items():
        def split(prefix,tups):
            if not tups[0]: return [prefix]
            sets=[sorted({t[i] for t in tups}) for i in range(len(tups[0]))]
            n=1
            for x in sets: n*=len(x)
            if n==len(set(tups)): return [prefix+[ranges(x) for x in sets]]
            by={}
            for t in tups: by.setdefault(t[0],[]).append(t[1:])
            merged={}
            for a,r in by.items(): merged.setdefault(tuple(sorted(r)),[]).append(a)
            return [x for r,a in merged.items() for x in split(prefix+[ranges(a)],list(r))]
        for nums in split([],tup):
            it=iter(nums); rows.append(f"{num_sub(p,it)} {d} {s}")
    return rows
def num_sub(p,it): return re.sub("#",lambda m:"{"+next(it)+"}",p) if "#" in p else p
lines=[json.dumps({**{k:v for k,v in o.items() if k!="tensors"},"tensors":fold({k:v for k,v in o["tensors"].items() if " " not in k and "#" not in k and "{" not in k})},ensure_ascii=False) for o in OUT if o["tensors"]]
text="\n".join(lines)+"\n"
gzip.open("corpus.jsonl.gz","wb",9).write(text.encode()); print(len(lines),"entries",len(text),os.path.getsize("corpus.jsonl.gz"))
